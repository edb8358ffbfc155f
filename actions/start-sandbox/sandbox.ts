/** The entry point of the process that the step starts and that runs until the end of the job. The build bundles it. */
import '../../sandbox/main.ts';
