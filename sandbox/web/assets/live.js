/** Milliseconds between two requests. */
const INTERVAL = 1000;

/**
 * Keeps the parts of the page marked `data-live` up to date. Elements that have not changed stay, so that focus and selection
 * are kept.
 */
export function keepLive() {
  const note = document.getElementById('live-note');
  const status = note.querySelector('[role=status]');
  const button = note.querySelector('button');
  let isPaused = false;
  note.hidden = false;
  button.addEventListener('click', () => {
    isPaused = !isPaused;
    button.setAttribute('aria-pressed', String(isPaused));
    showStatus(isPaused ? 'Paused' : 'Live');
  });

  function showStatus(text) {
    note.classList.toggle('still', text !== 'Live');
    if (status.textContent !== text) status.textContent = text;
  }

  async function refreshLater() {
    if (!isPaused && !document.hidden) showStatus(await refresh(() => !isPaused));
    setTimeout(refreshLater, INTERVAL);
  }
  setTimeout(refreshLater, INTERVAL);
}

/** Fetches the page and updates the live parts. @returns the status to show */
async function refresh(isWanted) {
  try {
    const response = await fetch(location.href);
    if (!response.ok) return `The sandbox responded with status ${response.status}`;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
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
    return 'The sandbox does not respond';
  }
}

/** Opens the same details in the new content as in the old. */
function keepOpen(old, now) {
  for (const { id } of old.querySelectorAll('details[open][id]')) {
    now.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
}

/** Makes an element equal to another. Of elements that contain keyed ones, only children that differ are replaced. */
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

/** Replaces an element; a link in it keeps the focus. */
function replace(old, now) {
  const active = document.activeElement;
  const address = old.contains(active) ? active.getAttribute('href') : null;
  const copy = document.importNode(now, true);
  old.replaceWith(copy);
  if (address !== null) copy.querySelector(`[href="${CSS.escape(address)}"]`)?.focus();
}
