/** A person as the identity provider knows them. */
export interface Person {
  readonly key: string;
  userName: string;
  givenName: string;
  familyName: string;
  department: string;
  enabled: boolean;
  /** Whether they are in the scope of provisioning. */
  assigned: boolean;
}

export interface Team {
  readonly key: string;
  name: string;
  readonly members: Set<string>;
}

/** What an identity provider holds: the truth that the service provider has to be in step with. */
export class Source {
  readonly people = new Map<string, Person>();
  readonly teams = new Map<string, Team>();

  constructor(prefix: string, people: number, teams: number) {
    for (let index = 0; index < people; index++) {
      const key = `${prefix}-${index}`;
      this.people.set(key, {
        key,
        userName: `${key}@example.com`,
        givenName: `Given ${index}`,
        familyName: 'Family',
        department: `D${index % 3}`,
        enabled: true,
        assigned: true,
      });
    }
    for (let index = 0; index < teams; index++) {
      const members = [...this.people.keys()].filter((_, place) => place % teams === index);
      const key = `${prefix}-team-${index}`;
      this.teams.set(key, { key, name: `${prefix} team ${index}`, members: new Set(members) });
    }
  }

  person(index: number): Person {
    return [...this.people.values()][index]!;
  }
  team(index: number): Team {
    return [...this.teams.values()][index]!;
  }
}

/** Runs work on all of them, so many at once: providers send several requests at a time. */
export async function atOnce<T>(
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
  concurrency = 8,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
