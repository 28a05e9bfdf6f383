/** One step of the way to a page: what it says and where it leads. */
export type TrailStep = { words: string; href: string };

/** A field that is not right: the id of the input and the sentence beside it and in the summary. */
export type FieldError = { field: string; sentence: string };

/** What an installation says about itself on every public page. */
export type SiteFacts = {
  organisation: string;
  /** Said after the name, for instance "example organisation". */
  organisationNote?: string;
  /** A line above the header when what is shown is made up. */
  exampleNotice?: string;
  telephone?: string;
  telephoneHours?: string;
  email?: string;
};

/** The four places of the public header. */
export type PublicSection = 'consultations' | 'published' | 'groups' | 'verify';

/** Hashed addresses of the built style sheets and of the optional script. */
export type PageAssets = { styles: string[]; scripts: string[] };

/** What the frame around every public page needs to know. */
export type PublicFrameProps = {
  site: SiteFacts;
  section?: PublicSection | undefined;
  /** The way here; the page itself is not in it. A page has a trail or a way back, not both. */
  trail?: TrailStep[] | undefined;
  back?: TrailStep | undefined;
  /** Who is signed in, said in the header. */
  signedInAs?: string | undefined;
  /** The wider container, for a document with its contents beside it. */
  wide?: boolean | undefined;
};
