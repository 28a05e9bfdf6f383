import { childElements, type XmlElement } from './xml-tree.ts';

/** The branch of alternative content that is read: the newest that holds anything; the others say the same and are passed over. */
export function chosenBranch(element: XmlElement, passedOver: Set<XmlElement>): XmlElement | undefined {
  const branches = childElements(element);
  const chosen = branches.find((branch) => branch.children.length > 0);
  for (const branch of branches) if (branch !== chosen) passedOver.add(branch);
  return chosen;
}
