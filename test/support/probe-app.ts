import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  All,
  Body,
  Controller,
  Delete,
  Get,
  Module,
  Patch,
  Post,
  Put,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import type { CanActivate } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import type { Request, Response } from 'express';
import { createApp } from '../../src/app.setup.js';
import { ConfigModule } from '../../src/config/config.module.js';
import { loadConfiguration } from '../../src/config/load-configuration.js';
import { Metrics } from '../../src/operations/metrics/metrics.js';
import { ApiDescription } from '../../src/openapi/api-description.js';
import { CallRecorder } from '../../src/provisioning-log/call-recorder.js';
import { MethodNotAllowedError, UnauthorizedError } from '../../src/scim/index.js';

/** What the probe's routes fail with, by name. */
export type Failures = Readonly<Record<string, () => unknown>>;

class NobodyMayEnter implements CanActivate {
  canActivate(): never {
    throw new UnauthorizedError('Who are you?', 'Bearer realm="SCIM"');
  }
}

class Address {
  @IsString()
  city: string;
}

class Input {
  @IsInt()
  size: number;

  @ValidateNested()
  @Type(() => Address)
  address: Address;
}

/** Tells what has arrived, in place of SCIM's own routes. */
@Controller('scim/v2')
class ScimProbe {
  @Get('Users')
  list(@Req() request: Request, @Res() response: Response): void {
    response.json({ query: request.query });
  }

  @Get('Users/:id')
  retrieve(@Req() request: Request, @Res() response: Response): void {
    response.json({ id: request.params['id'] });
  }

  @Post('Users')
  create(@Body() body: unknown): unknown {
    return { body };
  }

  @Put('Users')
  replace(@Body() body: unknown): unknown {
    return { body };
  }

  @Patch('Groups/:id')
  modify(@Body() body: unknown): unknown {
    return { size: JSON.stringify(body).length };
  }

  @Delete('Users/:id')
  delete(@Body() body: unknown): unknown {
    return { body: body ?? 'none' };
  }

  @All('Users')
  otherMethods(): never {
    throw new MethodNotAllowedError('Possible are GET, POST and PUT', ['GET', 'POST', 'PUT']);
  }

  @Post('Locked')
  @UseGuards(NobodyMayEnter)
  locked(): string {
    return 'never';
  }
}

@Controller('api/v1')
class AdminProbe {
  @Post('input')
  validate(@Body() input: Input): Input {
    return input;
  }
}

@Module({})
class ProbeModule {}

/** The application's set-up around routes of the test's own: no database, no people. */
export class ProbeApp {
  private constructor(
    private readonly app: NestExpressApplication,
    private readonly dataDir: string,
  ) {}

  static async start(failures: Failures = {}, env: Readonly<Record<string, string>> = {}): Promise<ProbeApp> {
    const dataDir = mkdtempSync(join(tmpdir(), 'rollcall-probe-'));
    const { configuration } = loadConfiguration({
      DATA_DIR: dataDir,
      DOCS_PUBLIC: 'false',
      LOG_LEVEL: 'silent',
      ...env,
    });
    const app = await createApp(configuration, {
      module: ProbeModule,
      imports: [ConfigModule.with(configuration)],
      controllers: [
        ScimProbe,
        AdminProbe,
        failing('scim/v2/fail', failures),
        failing('api/v1/fail', failures),
        failing('fail', failures),
      ],
      // The probe has no database in which calls could be written down.
      providers: [
        Metrics,
        { provide: ApiDescription, useFactory: () => new ApiDescription(undefined as never) },
        { provide: CallRecorder, useValue: { begin: () => ({}), end: () => undefined } },
      ],
    });
    await app.listen(0, '127.0.0.1');
    return new ProbeApp(app, dataDir);
  }

  get port(): number {
    return (this.app.getHttpServer().address() as AddressInfo).port;
  }

  fetch(path: string, init?: RequestInit): Promise<globalThis.Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`, init);
  }

  /** Sends bytes as they are, as no well-behaved client would, and collects what comes back until the end. */
  async send(bytes: string | Buffer): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(bytes);
    socket.setTimeout(5_000, () => socket.destroy(new Error('No end of the answer')));
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  }

  /** The status of a GET of exactly this request target, and its body. */
  async get(target: string): Promise<{ status: number; body: string }> {
    const answer = await this.send(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    return { status: Number(head.split(' ')[1]), body };
  }

  async close(): Promise<void> {
    this.app.getHttpServer().closeAllConnections();
    await this.app.close();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function failing(path: string, failures: Failures): new () => object {
  @Controller(path)
  class FailingProbe {
    @Get(':name')
    fail(@Req() request: Request): never {
      throw failures[request.params['name'] as string]!();
    }
  }
  return FailingProbe;
}
