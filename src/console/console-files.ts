import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Where `npm run build` puts the console: beside this file, once compiled. */
const BUILT = fileURLToPath(new URL('./public/', import.meta.url));

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** A script, style sheet or image of the console, whose name holds a hash of its content. */
export interface ConsoleAsset {
  readonly mediaType: string;
  readonly content: Buffer;
  readonly gzip: Buffer;
}

/** The console as Vite has built it: a few files, kept in memory. What is not in the build cannot be asked for. */
@Injectable()
export class ConsoleFiles implements OnModuleInit {
  private html: string | undefined;
  private assets: ReadonlyMap<string, ConsoleAsset> = new Map();

  onModuleInit(): void {
    if (existsSync(BUILT)) this.load(BUILT);
  }

  /** @param folder with what `npm run build` makes of `console` */
  load(folder: string): void {
    const assets = join(folder, 'assets');
    this.assets = new Map(readdirSync(assets).map((name) => [name, readAsset(join(assets, name))]));
    this.html = readFileSync(join(folder, 'index.html'), 'utf8');
  }

  /** The page that all of the console's addresses show; undefined where the console was not built. */
  get page(): string | undefined {
    return this.html;
  }

  /** By its name with the hash. */
  asset(name: string): ConsoleAsset | undefined {
    return this.assets.get(name);
  }
}

function readAsset(path: string): ConsoleAsset {
  const content = readFileSync(path);
  const mediaType = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
  return { mediaType, content, gzip: gzipSync(content) };
}
