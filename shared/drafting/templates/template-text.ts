import type { Block, DocumentText, TextBlock } from '../../text/document-text.ts';
import type { Section, Template } from './template.ts';

/** A new document's text: the template's headings with an empty clause under each that has no sections, and which block is which section's heading. */
export function templateText(
  template: Template,
  newId: () => string,
): { text: DocumentText; headingIds: Record<string, string> } {
  const headingIds: Record<string, string> = {};
  const heading = ({ key, heading: words }: { key: string; heading: string }, level: number): TextBlock => {
    const id = newId();
    headingIds[key] = id;
    return { id, kind: 'heading', level, content: [{ text: words }] };
  };
  const room = (): TextBlock => ({ id: newId(), kind: 'clause', level: 0, content: [] });
  const blocksOf = (section: Section): Block[] => {
    if (section.sections.length === 0) return [heading(section, 1), room()];
    return [heading(section, 1), ...section.sections.flatMap((inner) => [heading(inner, 2), room()])];
  };
  return { text: { schema: 1, blocks: template.sections.flatMap(blocksOf) }, headingIds };
}
