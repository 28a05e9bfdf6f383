/** One consultation that is open, as the public home page lists it. */
export type OpenConsultation = {
  href: string;
  title: string;
  /** One plain sentence: what it is about. */
  summary: string;
  /** Product, group and programme, for instance "Service specification. Sarcoma group, Cancer & Blood programme." */
  about: string;
  closesAt: string;
  /** Whole days from now to the closing, counted by the server's clock. */
  daysLeft: number;
};

/** One consultation that has closed, as the home page lists the latest and a search finds all. */
export type ClosedConsultation = { href: string; title: string; about: string; closedAt: string };

/** One thing published lately. */
export type RecentRelease = { href: string; title: string; what: string; publishedAt: string };

/** A programme with its groups. */
export type ProgrammeOfGroups = { name: string; openConsultations: number; groups: { name: string; href: string }[] };

/** What the public home page shows. `searched` is set when the reader searched; then the lists hold what was found. */
export type HomePageProps = {
  searched?: string;
  open: OpenConsultation[];
  /** Consultations that are set to open, for when nothing is open now. */
  opensSoon: { title: string; opensAt: string }[];
  closed: ClosedConsultation[];
  recent: RecentRelease[];
  programmes: ProgrammeOfGroups[];
};

/** What the page for a refusal shows. */
export type ErrorPageProps = { status: number; code: string; sentence: string };
