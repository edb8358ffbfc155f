const STEP = 1.3;
const LARGEST = 2.5;
const SMALLEST = 0.1;
/** The smallest scale at which names can be read. If the whole graph fits the frame only at a smaller scale, a part is shown first. */
const SMALLEST_READABLE = 0.7;
/** The largest scale at which a part is shown first. */
const LARGEST_OF_PART = 0.8;

/** Adds zooming by buttons, keys and wheel, and moving by dragging. The browser itself scrolls. */
export function makeZoomable(frame) {
  const svg = frame.querySelector('svg');
  const { width, height } = svg.viewBox.baseVal;
  const tools = document.querySelector('.graph-tools');
  const hint = tools.querySelector('.graph-hint');
  let scale = 1;
  frame.classList.add('drawn');

  /** Changes the scale; the point at this place of the frame stays there. */
  function zoom(target, x = frame.clientWidth / 2, y = frame.clientHeight / 2) {
    const next = Math.min(LARGEST, Math.max(SMALLEST, target));
    const ratio = next / scale;
    const left = (frame.scrollLeft + x) * ratio - x;
    const top = (frame.scrollTop + y) * ratio - y;
    scale = next;
    svg.setAttribute('width', width * scale);
    svg.setAttribute('height', height * scale);
    frame.scrollTo(left, top);
    hint.hidden = scale <= getFittingScale();
  }

  const getFittingScales = () => [(frame.clientWidth - 2) / width, (frame.clientHeight - 2) / height];
  const getFittingScale = () => Math.min(1, ...getFittingScales());
  const actions = {
    in: () => zoom(scale * STEP),
    out: () => zoom(scale / STEP),
    fit: () => zoom(getFittingScale()),
  };
  tools.hidden = false;
  tools.addEventListener('click', ({ target }) => actions[target.dataset?.zoom]?.());
  frame.addEventListener('keydown', ({ key }) =>
    ({ '+': actions.in, '-': actions.out, 0: actions.fit })[key]?.(),
  );
  frame.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls
      event.preventDefault();
      const { left, top } = frame.getBoundingClientRect();
      zoom(scale * (event.deltaY < 0 ? STEP : 1 / STEP), event.clientX - left, event.clientY - top);
    },
    { passive: false },
  );
  enableDragging(frame);
  const fitting = getFittingScale();
  // If names stay readable, the part spans the whole width or height of the graph: people scroll in one direction only.
  const spanning = Math.min(LARGEST_OF_PART, Math.max(...getFittingScales()));
  zoom(fitting >= SMALLEST_READABLE ? fitting : Math.max(SMALLEST_READABLE, spanning));
  frame.style.setProperty('--graph-height', `${Math.min(frame.clientHeight, height * scale) + 4}px`); // a small graph needs no large frame
  scrollToStart(frame);
}

/** Moves the drawing with the mouse; a drag does not click the box on which it started. Touch scrolls without it. */
function enableDragging(frame) {
  let from;
  let moved = false;
  frame.addEventListener('pointerdown', (event) => {
    moved = false;
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
  });
  window.addEventListener('pointermove', (event) => {
    if (!from) return;
    const [left, top] = [from.x - event.clientX, from.y - event.clientY];
    moved ||= Math.abs(left - frame.scrollLeft) + Math.abs(top - frame.scrollTop) > 4;
    if (moved) frame.scrollTo(left, top);
  });
  window.addEventListener('pointerup', () => {
    from = undefined;
  });
  frame.addEventListener('dragstart', (event) => event.preventDefault());
  frame.addEventListener(
    'click',
    (event) => {
      if (moved && event.detail > 0) event.preventDefault(); // 0: a key, not the mouse
    },
    true,
  );
}

/** Scrolls to the box of the item that the graph is of. */
function scrollToStart(frame) {
  const start = frame.querySelector('.node.start');
  if (!start) return;
  const box = start.getBoundingClientRect();
  const view = frame.getBoundingClientRect();
  frame.scrollBy(
    box.left + box.width / 2 - view.left - view.width / 2,
    box.top + box.height / 2 - view.top - view.height / 2,
  );
}
