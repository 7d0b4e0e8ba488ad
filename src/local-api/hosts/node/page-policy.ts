/**
 * What the console's page may load, as directives of a content security policy. Base URLs typed into the
 * settings may lie anywhere behind https, or on this very machine (the policy's grammar knows no `[::1]`);
 * images of answers load from https, and only on a click.
 */
export const PAGE_POLICY = [
  "default-src 'self'",
  "connect-src 'self' https: http://127.0.0.1:* http://localhost:*",
  "img-src 'self' https: data: blob:",
  "style-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
] as const
