import { type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** A list of the server, page by page: `load` gets what the page before called `next`. */
export function usePagedList<T>(queryKey: QueryKey, load: (after: string | undefined) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    isPending: query.isPending,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
