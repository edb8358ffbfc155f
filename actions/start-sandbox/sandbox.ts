/** The local Provena as a program of its own, which goes on after the step that starts it. */
import '../../sandbox/main.ts';
