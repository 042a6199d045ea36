import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** A request would have gone to an address that is not everybody's, or there without encryption. */
export class ForbiddenAddressError extends Error {
  constructor(address: string, fault = 'is not a public address') {
    super(`${address} ${fault}; ALLOW_PRIVATE_NETWORKS=true allows such`);
  }
}

/** What RFC 4291 §2.4 has given out as unicast so far: beyond it lie other spellings of IPv4, such as `::127.0.0.1`. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');
/** By its number an address like others, but Azure's machines reach their own platform by it. */
const AZURE_PLATFORM = '168.63.129.16';

/** Whether an IP address is one of the public internet: no loopback, private network, link-local or special range. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast' || parsed.toString() === AZURE_PLATFORM) return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_IPV6);
}

/** Whether a name stands for the machine itself whatever a resolver says, RFC 6761 §6.3. */
export function isLocalName({ hostname }: URL): boolean {
  return /(?:^|\.)localhost\.?$/i.test(hostname);
}

/** The host of a URL where it is an address itself: then nothing is looked up. */
export function literalAddress({ hostname }: URL): string | undefined {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? undefined : host;
}

/**
 * Looks a name up as the connection to it is made, and refuses addresses that are not public: a check before that
 * could be told another address than the connection (DNS rebinding).
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  const all: LookupAllOptions = { ...options, all: true };
  lookup(hostname, all, (error, addresses: LookupAddress[]) => {
    if (error) {
      callback(error, '', 0);
      return;
    }
    const forbidden = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (forbidden || !first) callback(new ForbiddenAddressError(hostname), '', 0);
    else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
