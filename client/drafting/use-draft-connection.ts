import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { DraftConnection, type DraftPage, type DraftStatus } from './draft-connection.ts';

const NOT_YET: DraftStatus = {
  save: { state: 'saving' },
  ready: false,
  mode: undefined,
  session: undefined,
  people: [],
  ended: undefined,
  paused: undefined,
  wire: 'socket',
  kept: true,
  unsaved: 0,
};

/** Opens a draft's connection for as long as the page is on screen, and says how it stands. */
export function useDraftConnection({ documentId, personId, title }: DraftPage): {
  connection: DraftConnection | undefined;
  status: DraftStatus;
} {
  const [slot] = useState(() => new ConnectionSlot());
  const named = useRef(title); // a new title is no reason to connect again
  useEffect(() => slot.hold(new DraftConnection({ documentId, personId, title: named.current })), [slot, documentId, personId]);
  const connection = useSyncExternalStore(slot.subscribe, slot.connection);
  const status = useSyncExternalStore(connection?.subscribe ?? noChanges, connection?.status ?? notYet);
  return { connection, status };
}

/** Holds the connection of the page on screen; React's strict mode opens and closes one before the one that stays. */
class ConnectionSlot {
  private current: DraftConnection | undefined;
  private readonly listeners = new Set<() => void>();

  readonly connection = (): DraftConnection | undefined => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  hold(connection: DraftConnection): () => void {
    this.put(connection);
    return () => {
      this.put(undefined);
      connection.close();
    };
  }

  private put(connection: DraftConnection | undefined): void {
    this.current = connection;
    for (const listener of this.listeners) listener();
  }
}

function noChanges(): () => void {
  return () => undefined;
}

function notYet(): DraftStatus {
  return NOT_YET;
}
