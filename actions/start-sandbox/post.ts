import { runPost } from '../../src/shared/action/lifecycle/run-post.ts';

await runPost({ name: 'start-sandbox', loadPost: () => import('./stop.ts') });
