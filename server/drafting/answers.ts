import { lifeLineOf, stageName } from '../../shared/drafting/life-line.ts';
import { productName } from '../../shared/drafting/templates/template.ts';
import { Problem } from '../../shared/kernel/problem.ts';
import type { DirectoryQuestions, PlannedDocument } from '../directory/questions.ts';
import type { Access } from '../identity/access.ts';
import { documentsOfGroups, groupOfDocument, type DocumentRow } from './document-store.ts';

/** Answers what identity and directory ask of drafting: whose document it is, what a group is writing, who must leave a draft. */
export function answerEarlierRooms(
  access: Access,
  directory: DirectoryQuestions,
  recheckPerson: (personId: string) => Promise<void>,
): void {
  access.answer({
    groupOfDocument: async (db, documentId) => {
      try {
        return await groupOfDocument(db, documentId);
      } catch (error) {
        if (error instanceof Problem && error.status === 404) return undefined;
        throw error;
      }
    },
  });
  directory.documentsOf(async (db, groupIds) => (await documentsOfGroups(db, groupIds)).map(planned));
  directory.onSeatEnded(({ personId }) => void recheckPerson(personId));
  access.onSessionsEnded((personId) => void recheckPerson(personId));
}

function planned(row: DocumentRow): PlannedDocument {
  const line = lifeLineOf(row.product_id);
  const place = line.findIndex(({ stage }) => stage === row.stage);
  return {
    documentId: row.id,
    groupId: row.group_id,
    title: row.title,
    product: productName(row.product_id),
    stage: stageName(row.stage),
    step: place < 0 ? null : { number: place + 1, of: line.length },
    madeAt: row.made_at,
    dates: [],
  };
}
