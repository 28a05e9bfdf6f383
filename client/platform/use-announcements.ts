import { useEffect, useRef } from 'react';
import { AnnouncementFeed, type FeedListener } from './announcement-feed.ts';

let feed: AnnouncementFeed | undefined; // one socket for the whole page, opened by the first who listens

/** Tells a component what happens under a topic while it is on screen; no topic, no listening. */
export function useAnnouncements(topic: string | undefined, listener: FeedListener): void {
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => {
    if (!topic) return undefined;
    feed ??= new AnnouncementFeed();
    const { after } = latest.current;
    return feed.listen(topic, {
      onAnnouncement: (announcement) => latest.current.onAnnouncement(announcement),
      onGap: () => latest.current.onGap(),
      onClosed: (reason) => latest.current.onClosed?.(reason),
      ...(after === undefined ? {} : { after }),
    });
  }, [topic]);
}

/** Ends the page's socket, when a person signs out: the next listener opens one as whoever is signed in then. */
export function closeAnnouncements(): void {
  feed?.close();
  feed = undefined;
}
