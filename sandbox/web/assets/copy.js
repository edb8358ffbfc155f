/** Each button of the class `copy` copies the text next to it to the clipboard. */
export function watchCopyButtons() {
  document.addEventListener('click', async ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || !target.matches('.copy')) return;
    const code = target.parentElement.querySelector('code');
    const result = await navigator.clipboard.writeText(code.textContent).then(
      () => 'Copied',
      () => 'Select and copy', // the browser denies access to the clipboard
    );
    target.textContent = result;
    setTimeout(() => {
      target.textContent = 'Copy';
    }, 1500);
  });
}
