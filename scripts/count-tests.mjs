// What vitest's report amounts to.

/**
 * @typedef {{ status: string, fullName: string, meta?: { figure?: string } }} TestResult
 * @typedef {{ testResults: { name: string, status: string, assertionResults: TestResult[] }[] }} Report
 */

/**
 * Counts the tests of a report. A run can also fail outside any test – a file that does not load, a set-up that stops, an error
 * nobody caught – and each of these counts as a failure, so that a run which failed never reads as one that passed.
 * @param {Report | undefined} report what vitest wrote, if it came that far
 * @param {number} exitCode
 */
export function countTests(report, exitCode) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) =>
    file.assertionResults.map((test) => ({ file: file.name, title: test.fullName.trim(), status: test.status, meta: test.meta })),
  );
  const brokenFiles = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(hasFailed)).length;
  const failed = tests.filter(hasFailed).length + brokenFiles;
  return {
    passed: tests.filter((test) => test.status === 'passed').length,
    failed: exitCode === 0 ? failed : Math.max(failed, 1),
    tests,
  };
}

function hasFailed(test) {
  return test.status === 'failed';
}
