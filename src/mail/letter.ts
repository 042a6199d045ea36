import { oneLine } from './one-line.js';

/** What a mail says: texts that others have written are taken as text, in plain text as in HTML. */
export interface Letter {
  /** What has happened, in a line. */
  readonly heading: string;
  readonly tone: 'neutral' | 'good' | 'warning' | 'bad';
  readonly paragraphs: readonly string[];
  readonly facts?: readonly Fact[];
  /** Where to go from here. The address begins with the public one, never with what a request calls itself. */
  readonly action?: { readonly label: string; readonly url: string };
  /** Why somebody gets this mail. */
  readonly reason: string;
}

export type Fact = readonly [label: string, value: string];

const LONGEST = 500;

const COLOURS = { neutral: '#1f4fd8', good: '#157347', warning: '#9a5b00', bad: '#b3261e' };

/** The letter as plain text and as HTML: they say the same. */
export function writeLetter(letter: Letter): { text: string; html: string } {
  const { heading, paragraphs, facts = [], reason, action } = letter;
  const clean = {
    ...letter,
    heading: oneLine(heading, LONGEST),
    paragraphs: paragraphs.map((paragraph) => oneLine(paragraph, LONGEST)),
    facts: facts.map(([label, value]) => [oneLine(label, LONGEST), oneLine(value, LONGEST)] as const),
    reason: oneLine(reason, LONGEST),
    ...(action && { action: { label: oneLine(action.label), url: action.url } }),
  };
  return { text: asText(clean), html: asHtml(clean) };
}

type CleanLetter = Letter & { readonly facts: readonly Fact[] };

function asText({ heading, paragraphs, facts, action, reason }: CleanLetter): string {
  const width = Math.max(0, ...facts.map(([label]) => label.length)) + 2;
  const blocks = [
    heading,
    ...paragraphs,
    facts.map(([label, value]) => `${`${label}:`.padEnd(width)}${value}`).join('\n'),
    action ? `${action.label}:\n${action.url}` : '',
    `--\n${reason}`,
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

function asHtml({ heading, tone, paragraphs, facts, action, reason }: CleanLetter): string {
  const colour = COLOURS[tone];
  const rows = facts.map(
    ([label, value]) =>
      `<tr><td width="1%" style="padding:8px 16px 8px 0;border-top:1px solid #e3e6eb;color:#5a6270;white-space:nowrap;vertical-align:top">${escape(label)}</td>` +
      `<td style="padding:8px 0;border-top:1px solid #e3e6eb;color:#1b1f24;word-break:break-word">${escape(value)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ''
      : `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;margin:20px 0 0;font-size:14px;line-height:20px">${rows.join('')}</table>`;
  const button = action
    ? `<p style="margin:24px 0 0"><a href="${escape(action.url)}" style="display:inline-block;background:${colour};color:#ffffff;text-decoration:none;font-weight:600;font-size:14px;line-height:20px;padding:10px 18px;border-radius:6px">${escape(action.label)}</a></p>` +
      `<p style="margin:12px 0 0;font-size:12px;line-height:18px;color:#5a6270;word-break:break-all">${escape(action.url)}</p>`
    : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${escape(heading)}</title>
</head>
<body style="margin:0;padding:0;background:#f2f4f7">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f2f4f7"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;text-align:left;${FONT}">
<tr><td style="padding:0 4px 16px;font-size:15px;font-weight:700;color:#1b1f24">Rollcall</td></tr>
<tr><td style="background:#ffffff;border:1px solid #e3e6eb;border-top:4px solid ${colour};border-radius:8px;padding:28px">
<h1 style="margin:0;font-size:20px;line-height:28px;font-weight:700;color:#1b1f24">${escape(heading)}</h1>
${paragraphs.map((paragraph) => `<p style="margin:12px 0 0;font-size:15px;line-height:23px;color:#1b1f24">${escape(paragraph)}</p>`).join('\n')}
${table}${button}
</td></tr>
<tr><td style="padding:16px 4px 0;font-size:12px;line-height:18px;color:#5a6270">${escape(reason)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
