import { runPost } from '../../src/shared/action/running/run-post.ts';

await runPost({ name: 'start-sandbox', load: () => import('./stop.ts') });
