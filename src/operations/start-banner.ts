import { Injectable } from '@nestjs/common';
import { Configuration } from '../config/configuration.js';
import { SCIM_BASE } from '../http/surface.js';

/** What a person who starts the server wants to see first. It goes to the terminal and never into the log. */
@Injectable()
export class StartBanner {
  private readonly lines: [label: string, value: string][];

  constructor({ publicUrl }: Configuration) {
    this.lines = [
      ['Console', `${publicUrl}/`],
      ['SCIM tenant URL', publicUrl + SCIM_BASE],
    ];
  }

  add(label: string, value: string): void {
    this.lines.push([label, value]);
  }

  toString(): string {
    const width = Math.max(...this.lines.map(([label]) => label.length));
    return [
      'Rollcall is ready.',
      ...this.lines.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
    ].join('\n');
  }
}
