/** Something that listens on a topic. */
export interface Member {
  send(event: string, payload: Record<string, unknown>): void;
}

/** Who listens where, and who is present. Private and public channels of one name are different topics. */
export class Hub<M extends Member> {
  readonly #topics = new Map<string, Map<M, Presence>>();

  join(topic: string, member: M): void {
    const members = this.#topics.get(topic) ?? new Map<M, Presence>();
    members.set(member, new Map());
    this.#topics.set(topic, members);
  }

  leave(topic: string, member: M): void {
    this.untrack(topic, member);
    const members = this.#topics.get(topic);
    members?.delete(member);
    if (members?.size === 0) this.#topics.delete(topic);
  }

  broadcast(topic: string, event: string, payload: unknown, except?: M): void {
    this.#tell(topic, "broadcast", { type: "broadcast", event, payload }, except);
  }

  /** Replaces what a member shows of itself under a key. */
  track(topic: string, member: M, key: string, meta: Record<string, unknown>): void {
    const presence = this.#topics.get(topic)?.get(member);
    if (!presence) return;
    const before = presence.get(key);
    presence.set(key, meta);
    const leaves = before ? { [key]: { metas: [before] } } : {};
    this.#tell(topic, "presence_diff", { joins: { [key]: { metas: [meta] } }, leaves });
  }

  untrack(topic: string, member: M): void {
    const presence = this.#topics.get(topic)?.get(member);
    if (!presence || presence.size === 0) return;
    const leaves = Object.fromEntries([...presence].map(([key, meta]) => [key, { metas: [meta] }]));
    presence.clear();
    this.#tell(topic, "presence_diff", { joins: {}, leaves });
  }

  /** Everyone present on a topic, in the form of Phoenix presence. */
  presenceOf(topic: string): Record<string, { metas: Record<string, unknown>[] }> {
    const state: Record<string, { metas: Record<string, unknown>[] }> = {};
    for (const presence of this.#topics.get(topic)?.values() ?? []) {
      for (const [key, meta] of presence) {
        state[key] ??= { metas: [] };
        state[key].metas.push(meta);
      }
    }
    return state;
  }

  #tell(topic: string, event: string, payload: Record<string, unknown>, except?: M): void {
    for (const member of this.#topics.get(topic)?.keys() ?? []) {
      if (member !== except) member.send(event, payload);
    }
  }
}

type Presence = Map<string, Record<string, unknown>>;
