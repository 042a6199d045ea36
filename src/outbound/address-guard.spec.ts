import { describe, expect, it } from 'vitest';
import { isLocalName, isPublicAddress, literalAddress, lookupPublic } from './address-guard.js';

describe('Addresses of other people’s servers', () => {
  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '::127.0.0.1',
    '168.63.129.16',
    'no address',
  ])('do not include %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '203.0.114.1', '2606:4700::1111'])('include %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each<[url: string, address: string | undefined]>([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://[::1]:80/', '::1'],
    ['http://[::ffff:7f00:1]/', '::ffff:7f00:1'],
    ['https://idp.example/', undefined],
  ])('are known for what they are, however %s is written', (url, address) => {
    expect(literalAddress(new URL(url))).toBe(address);
  });

  it.each([
    ['http://localhost/', true],
    ['http://LOCALHOST./', true],
    ['http://a.localhost/', true],
    ['http://notlocalhost.example/', false],
  ])('are of the machine itself, or not, by their name: %s', (url, isLocal) => {
    expect(isLocalName(new URL(url))).toBe(isLocal);
  });

  it('are looked up as the connection is made, and refused where the name stands for a private one', async () => {
    const failure = await new Promise<Error | null>((resolve) => {
      lookupPublic('localhost', { all: true }, (error) => resolve(error));
    });
    expect(failure?.message).toMatch(/localhost is not a public address/);
  });
});
