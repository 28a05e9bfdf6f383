import { childAt, valueAt, type XmlElement } from './xml-tree.ts';

/** How characters look, as far as Concord keeps it or has to say that it does not. */
export type RunFormat = {
  strong?: boolean;
  em?: boolean;
  underline?: boolean;
  /** Raised or lowered characters. */
  raised?: 'sub' | 'sup' | 'none';
  hidden?: boolean;
  struck?: boolean;
  highlighted?: boolean;
};

const OFF = new Set(['0', 'false', 'off', 'none']);
const RAISED: Record<string, RunFormat['raised']> = { superscript: 'sup', subscript: 'sub', baseline: 'none' };

/** The formatting that a `w:rPr` states itself, without styles. */
export function statedFormat(properties: XmlElement | undefined): RunFormat {
  if (!properties) return {};
  const format: RunFormat = {};
  const set = (key: 'strong' | 'em' | 'underline' | 'hidden' | 'struck' | 'highlighted', ...names: string[]) => {
    for (const name of names) {
      const on = isOn(properties, name);
      if (on !== undefined) format[key] = on;
    }
  };
  set('strong', 'w:b');
  set('em', 'w:i');
  set('underline', 'w:u');
  set('hidden', 'w:vanish');
  set('struck', 'w:strike', 'w:dstrike');
  set('highlighted', 'w:highlight');
  const raised = RAISED[valueAt(properties, 'w:vertAlign') ?? ''];
  if (raised) format.raised = raised;
  return format;
}

/** Whether a switch such as `w:b` is on, off or not stated. */
export function isOn(properties: XmlElement | undefined, name: string): boolean | undefined {
  const found = childAt(properties, name);
  return found && !OFF.has(found.attributes['w:val'] ?? '1');
}
