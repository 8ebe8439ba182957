import { keepPreviousData, type QueryKey, useInfiniteQuery } from "@tanstack/react-query";

interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
  /** How many there are on all pages, where the server counts them; the first page says it. */
  readonly total?: number | undefined;
  /** Days that such lines are kept, where they are. */
  readonly keptDays?: number | undefined;
}

interface PagedListOptions {
  /** What is shown stays, dimmed, until the list of another key is there: for lists that are filtered. */
  readonly keepsShowing?: boolean;
}

/** A list of the server, page by page: `load` gets what the page before called `next`. */
export function usePagedList<T>(
  queryKey: QueryKey,
  load: (after: string | undefined) => Promise<Page<T>>,
  { keepsShowing = false }: PagedListOptions = {},
) {
  const query = useInfiniteQuery({
    queryKey,
    ...(keepsShowing && { placeholderData: keepPreviousData }),
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined, // the first page has no cursor
    getNextPageParam: (page) => page.next,
  });
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    total: query.data?.pages[0]?.total,
    keptDays: query.data?.pages[0]?.keptDays,
    error: query.error,
    isPending: query.isPending,
    isOutdated: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
    /** The same pages are asked for once more. */
    isRefreshing: query.isRefetching && !query.isFetchingNextPage,
    /** When the server last answered, epoch ms. */
    loadedAt: query.dataUpdatedAt,
  };
}
