import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Where `npm run build` puts the console: seen from here the same, whether this file was compiled or not. */
const BUILT = fileURLToPath(new URL('../../dist/console/public/', import.meta.url));

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
export class ConsoleFiles {
  /** The page that all of the console's addresses show; undefined where the console was not built. */
  readonly page: string | undefined;
  private readonly assets: ReadonlyMap<string, ConsoleAsset>;

  constructor(folder = BUILT) {
    const page = join(folder, 'index.html');
    const assets = join(folder, 'assets');
    this.page = existsSync(page) ? readFileSync(page, 'utf8') : undefined;
    this.assets = new Map(
      this.page === undefined ? [] : readdirSync(assets).map((name) => [name, readAsset(join(assets, name))]),
    );
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
