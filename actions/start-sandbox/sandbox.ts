/** The sandbox as its own program, which runs on after the step that starts it. */
import '../../sandbox/main.ts';
