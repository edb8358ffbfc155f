/** Lets each button marked `copy` put the text beside it on the clipboard. */
export function watchCopyButtons() {
  document.addEventListener('click', async ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || !target.matches('.copy')) return;
    const code = target.parentElement.querySelector('code');
    const said = await navigator.clipboard.writeText(code.textContent).then(
      () => 'Copied',
      () => 'Select and copy', // the browser does not let pages write there
    );
    target.textContent = said;
    setTimeout(() => {
      target.textContent = 'Copy';
    }, 1500);
  });
}
