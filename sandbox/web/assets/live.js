/** Milliseconds between two looks. */
const PAUSE = 1000;

/**
 * Keeps the parts of the page marked `data-live` as the server would draw them now. What has not changed stays as it is, so that
 * nobody loses the link they are on or the text they have selected.
 */
export function keepLive() {
  const note = document.getElementById('live-note');
  const words = note.querySelector('[role=status]');
  const button = note.querySelector('button');
  let held = false;
  note.hidden = false;
  button.addEventListener('click', () => {
    held = !held;
    button.setAttribute('aria-pressed', String(held));
    say(held ? 'Paused' : 'Live');
  });

  function say(text) {
    note.classList.toggle('still', text !== 'Live');
    if (words.textContent !== text) words.textContent = text;
  }

  async function look() {
    if (!held && !document.hidden) say(await refresh(() => !held));
    setTimeout(look, PAUSE);
  }
  setTimeout(look, PAUSE);
}

/** Fetches the page anew and shows what is different in it; gives what is to be said of that. */
async function refresh(isWanted) {
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return `The sandbox answers ${answer.status}`;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!isWanted()) return 'Paused';
    for (const region of document.querySelectorAll('[data-live]')) {
      const now = fresh.getElementById(region.id);
      if (now) {
        keepOpen(region, now);
        update(region, now);
      }
    }
    return 'Live';
  } catch {
    return 'The sandbox does not answer';
  }
}

/** Opens the same details in the new content as in the old. */
function keepOpen(old, now) {
  for (const { id } of old.querySelectorAll('details[open][id]')) {
    now.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
}

/** Makes one element look like another. Below elements that hold keyed ones, only those that differ are replaced. */
function update(old, now) {
  if (old.outerHTML === now.outerHTML) return;
  const keyed = '[data-key]';
  const sameTag = old.tagName === now.tagName;
  if (!sameTag || (!old.querySelector(keyed) && !now.querySelector(keyed))) {
    replace(old, now);
    return;
  }
  const known = new Map([...old.children].map((child, index) => [keyOf(child, index), child]));
  const wanted = [...now.children].map((child, index) => {
    const before = known.get(keyOf(child, index));
    if (!before || before.tagName !== child.tagName) return document.importNode(child, true);
    return { before, child };
  });
  const shown = wanted.map((one) => (one instanceof Node ? one : one.before));
  for (const child of [...old.children]) if (!shown.includes(child)) child.remove();
  for (const [index, child] of shown.entries()) {
    if (old.children[index] !== child) old.insertBefore(child, old.children[index] ?? null);
  }
  for (const one of wanted) if (!(one instanceof Node)) update(one.before, one.child);
}

function keyOf(element, index) {
  return element.dataset.key ?? `${element.tagName} ${index}`;
}

/** Puts the new element in place of the old; whoever was on a link in it stays on it. */
function replace(old, now) {
  const active = document.activeElement;
  const address = old.contains(active) ? active.getAttribute('href') : null;
  const copy = document.importNode(now, true);
  old.replaceWith(copy);
  if (address !== null) copy.querySelector(`[href="${CSS.escape(address)}"]`)?.focus();
}
