import type { FreezePreview, OpenSuggestion } from '../../../shared/drafting/api.ts';
import { stagesAfterFreeze } from '../../../shared/drafting/rules.ts';
import { requiredCount, requiredSections, sectionStates } from '../../../shared/drafting/section-state.ts';
import { getTemplate } from '../../../shared/drafting/templates/template.ts';
import { contentHash, normaliseText } from '../../../shared/text/canonical-form.ts';
import type { DocumentText } from '../../../shared/text/document-text.ts';
import { picturesOf, picturesToPutRight } from '../../../shared/text/pictures.ts';
import { wordCount } from '../../../shared/text/plain-text.ts';
import { changedBlocks } from '../../../shared/text/redline.ts';
import type { Reader } from '../../platform/database/store.ts';
import { requireDocument } from '../document-store.ts';
import { picturesOfDocument } from '../pictures/picture-store.ts';
import { latestVersion, requireVersion } from './version-store.ts';

/** The committed text, and what is suggested in it. */
type Draft = { text: DocumentText; suggestions: OpenSuggestion[] };

/** Says in numbers what freezing this text would make, before anybody does it. */
export async function previewFreeze(db: Reader, documentId: string, { text: draft, suggestions }: Draft): Promise<FreezePreview> {
  const document = await requireDocument(db, documentId);
  const text = normaliseText(draft);
  const template = getTemplate(document.product_id, document.template_id, document.template_version);
  const states = template ? sectionStates(text, template, document.heading_ids) : [];
  const empty = requiredSections(states).filter(({ state }) => state !== 'full');
  const left = empty.map(({ heading }) => heading);
  const head = await latestVersion(db, documentId);
  const before = head ? await requireVersion(db, head.id) : undefined;
  return {
    number: (head?.number ?? 0) + 1,
    words: wordCount(text),
    blocks: text.blocks.length,
    tables: text.blocks.filter(({ kind }) => kind === 'table').length,
    pictures: picturesOf(text).length,
    toPutRight: picturesToPutRight(text, await picturesOfDocument(db, documentId)),
    hash: contentHash(text),
    required: { ...requiredCount(states), left },
    changedSince: before ? { number: before.number, blocks: changedBlocks(before.text, text).length } : null,
    stageAfter: stagesAfterFreeze(document.stage).at(-1) ?? null,
    suggestions,
  };
}
