import { watchCopyButtons } from './copy.js';
import { makeZoomable } from './graph.js';
import { keepLive } from './live.js';

document.documentElement.classList.add('scripts'); // shows the controls that need scripts
watchCopyButtons();
if (document.querySelector('[data-live]')) keepLive();
const graph = document.querySelector('.graph');
if (graph) makeZoomable(graph);
