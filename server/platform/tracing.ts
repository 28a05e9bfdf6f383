import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { Problem } from '../../shared/kernel/problem.ts';

/**
 * Runs something as one span of the operator's tracing (PLT-23). Names and attributes tell routes, counts and ids of documents, never
 * people or words. While no OpenTelemetry has been loaded into the process it costs nothing and goes nowhere.
 */
export function traced<T>(name: string, attributes: Attributes, act: () => Promise<T>): Promise<T> {
  return trace.getTracer('concord').startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await act();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Problem ? error.code : 'unexpected' });
      throw error;
    } finally {
      span.end();
    }
  });
}
