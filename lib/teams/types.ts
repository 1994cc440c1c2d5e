/** How a team's tickets find their person; the database's enum, in its order. */
export const TEAM_ASSIGNMENTS = ["manual", "round_robin", "least_loaded"] as const;
export type TeamAssignment = (typeof TEAM_ASSIGNMENTS)[number];

/** Whether a member can be given a ticket, or why not. */
export const MEMBER_STATES = ["available", "full", "paused", "away", "locked"] as const;
export type MemberState = (typeof MEMBER_STATES)[number];

export type TeamMember = {
  userId: string;
  fullName: string;
  /** Of their own; without one the team's holds. */
  capacity: number | null;
  isPaused: boolean;
  /** Tickets of theirs that wait for us, of whatever team. */
  load: number;
  state: MemberState;
  awayUntil: string | null;
};

export type Team = {
  id: string;
  name: string;
  description: string;
  assignment: TeamAssignment;
  /** How many tickets that wait for us a member is given at most. */
  capacity: number;
  version: number;
  /** Counts stop at 1,000. */
  openTickets: number;
  unassigned: number;
  categories: { slug: string; label: string }[];
  members: TeamMember[];
};

export type TeamName = { id: string; name: string };

/** Every team, and whether the reader is there. */
export type TeamOverview = { teams: Team[]; isAway: boolean; awayUntil: string | null };

export const TEAM_LIMITS = { name: 80, description: 300, capacity: 500, members: 100 } as const;

/** What a team can be made of: staff by name, categories, and the other teams. */
export type TeamChoices = {
  teams: Team[];
  staff: { id: string; fullName: string }[];
  categories: { slug: string; label: string }[];
};
