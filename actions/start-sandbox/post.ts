import { runPost } from '../../src/shared/action/lifecycle/run-post.ts';

// The entry point `runs.post` of action.yml.
await runPost({ name: 'start-sandbox', loadPost: () => import('./stop.ts') });
