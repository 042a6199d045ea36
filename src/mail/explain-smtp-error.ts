import { oneLine } from './one-line.js';
import type { SmtpAddress } from './smtp-url.js';

/** What nodemailer's errors bear. */
export interface SmtpError extends Error {
  readonly code?: string;
  /** Node's own, where `code` is nodemailer's. */
  readonly originalCode?: string;
  /** The server's answer. */
  readonly response?: string;
  /** 5yz: the same mail would be answered the same. */
  readonly permanent?: boolean;
  /** What was answered, e.g. `RCPT TO`; `API` where the server was not even asked. */
  readonly command?: string;
}

/**
 * Whether the recipient or the mail itself is refused for good (RFC 5321 §4.2.1). What is refused before that (a password, the
 * sender, encryption) is a matter of settings, which somebody may put right within the days that are tried.
 */
export function isRefusal({ code, command, permanent }: SmtpError): boolean {
  if (command === 'API') return code === 'EENVELOPE';
  return permanent === true && (command === 'RCPT TO' || command === 'DATA');
}

/** In plain words, for administrators. Says nothing of the password. */
export function explainSmtpError(error: SmtpError, { host, port }: SmtpAddress): string {
  const server = `${host}:${port}`;
  const answer = error.response === undefined ? '' : `: ${oneLine(error.response, 500)}`;
  switch (error.code) {
    case 'EDNS':
      return `The mail server ${server} is not known by this name`;
    case 'ETIMEDOUT':
    case 'EABORT':
      return `The mail server ${server} does not answer in time`;
    case 'EAUTH':
      return `The mail server ${server} refuses the user name or the password${answer}`;
    case 'ETLS':
      return `The mail server ${server} does not encrypt, which SMTP_URL requires${answer}`;
    case 'ESOCKET':
    case 'ECONNECTION':
      return `The connection to the mail server ${server} fails: ${oneLine(error.message, 500)}`;
    case undefined:
    default:
      if (answer !== '') return `The mail server ${server} answers${answer}`;
      return `The mail cannot be sent: ${oneLine(error.message, 500)}`;
  }
}
