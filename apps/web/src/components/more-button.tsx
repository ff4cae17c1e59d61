import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from './button';

type MoreButtonProps = {
  readonly list: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
  readonly label: string;
};

/** Below a list that goes on. */
export function MoreButton({ list, label }: MoreButtonProps) {
  if (!list.hasNextPage) return null;
  return (
    <p className="tw-more">
      <Button
        busy={list.isFetchingNextPage}
        onClick={() => {
          void list.fetchNextPage();
        }}
      >
        {label}
      </Button>
    </p>
  );
}
