import { Workbench, type WorkbenchOptions } from './workbench';

/**
 * Gives the tests of the group around it a window of their own. When one fails, a picture of the window is kept, and what
 * it shows is printed: where the tests run unattended, nobody gets to see the picture.
 * @returns The window; to be called inside a test.
 */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;

  before(async () => {
    workbench = await Workbench.open(options);
  });

  afterEach(async function () {
    const test = this.currentTest;
    if (test?.state !== 'failed') return;
    process.stdout.write(`    The window shows: ${JSON.stringify(await workbench?.shown())}\n`);
    await workbench?.screenshot(`failed ${test.fullTitle()}`.replaceAll(/[^\w.-]+/g, '-').slice(0, 100));
  });

  after(async () => {
    await workbench?.close();
  });

  return () => {
    if (workbench === undefined) throw new Error('The window is there only while the tests run.');
    return workbench;
  };
}
