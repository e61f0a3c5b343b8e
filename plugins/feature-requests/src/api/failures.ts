import { isError, ResponseError } from '@backstage/errors';

export function isResponseError(error: Error): error is ResponseError {
  return error.name === 'ResponseError' && 'cause' in error
    ? isError(error.cause)
    : false;
}

export function hasStatus(error: Error, statusCode: number): boolean {
  return 'statusCode' in error && error.statusCode === statusCode;
}

/** The field of the body that the backend found wrong, if it was one. */
export function fieldOf(error: Error): string | undefined {
  return isResponseError(error) &&
    'field' in error.cause &&
    typeof error.cause.field === 'string'
    ? error.cause.field
    : undefined;
}
