import { Response } from 'express';
import { startClock } from './gateClock';

const OVERLOADED = JSON.stringify({
  error: {
    name: 'ServiceUnavailableError',
    message:
      'The portal cannot tell yet what you may see. Try again in a moment',
  },
  response: { statusCode: 503 },
});

/**
 * Holds the JSON that a plugin answers back until it is whole, and sends what
 * the transformation makes of it. Should that fail, nothing of it is sent.
 *
 * It stands behind compression, so that what passes here is text.
 */
export function bufferJson(
  res: Response,
  transform: (body: unknown) => Promise<unknown>,
): void {
  const end = res.end.bind(res);
  const chunks: Buffer[] = [];
  const keep = (chunk: unknown, encoding: unknown) => {
    if (typeof chunk === 'string') {
      chunks.push(
        Buffer.from(
          chunk,
          typeof encoding === 'string' && Buffer.isEncoding(encoding)
            ? encoding
            : 'utf8',
        ),
      );
    } else if (chunk instanceof Uint8Array) {
      chunks.push(Buffer.from(chunk));
    }
  };
  const finish = async () => {
    const stopClock = startClock(res);
    // Made from what is not sent.
    res.removeHeader('etag');
    res.removeHeader('content-length');
    const text = Buffer.concat(chunks).toString('utf8');
    const type = String(res.getHeader('content-type') ?? '');
    if (text === '' || res.statusCode !== 200 || !type.includes('json')) {
      end(text);
      return;
    }
    const transformed = JSON.stringify(await transform(JSON.parse(text)));
    stopClock();
    end(transformed);
  };

  res.flushHeaders = () => {};
  res.write = (chunk: unknown, ...rest: unknown[]) => {
    keep(chunk, rest[0]);
    callLast(rest);
    return true;
  };
  res.end = (...args: unknown[]) => {
    keep(args[0], args[1]);
    finish()
      .catch(() => {
        res.statusCode = 503;
        res.setHeader('content-type', 'application/json');
        end(OVERLOADED);
      })
      .finally(() => callLast(args));
    return res;
  };
}

/** Streams take a callback as their last argument. */
function callLast(args: readonly unknown[]): void {
  const last = args[args.length - 1];
  if (typeof last === 'function') {
    last();
  }
}
