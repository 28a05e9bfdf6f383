/** Why bytes are no picture that Concord keeps. */
export type PictureFault =
  | 'empty'
  /** None of the four kinds, whatever its name says. */
  | 'unknown-kind'
  /** Begins like one of the four kinds and then is not. */
  | 'damaged'
  /** Has more than one frame. */
  | 'moves'
  /** Wider, higher or of more points than is shown. */
  | 'too-many-points';

/** Thrown by the readers of pictures at the first byte that should not be there. */
export class BadPicture extends Error {
  /** Says what is wrong with the bytes. */
  constructor(readonly fault: PictureFault) {
    super(fault);
  }
}

/** Throws unless something holds that every picture of its kind fulfils. */
export function demand(holds: boolean, fault: PictureFault = 'damaged'): asserts holds {
  if (!holds) throw new BadPicture(fault);
}
