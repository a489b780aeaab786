import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, type ReactNode } from 'react'
import classes from './virtual-list.module.css'

export interface VirtualListProps<T> {
  /** Accessible name of the list. */
  readonly label: string
  /** Items loaded so far; keep the array stable between renders. */
  readonly items: readonly T[]
  readonly itemKey: (item: T) => string
  readonly renderItem: (item: T, index: number) => ReactNode
  /** Height of an item in px before it is measured. */
  readonly estimateSize: (item: T) => number
  /** Called when the last loaded items come into sight. */
  readonly onEndReached?: () => void
  /** Index kept in sight, of the item at work for example. */
  readonly activeIndex?: number
  /** CSS length; the list scrolls inside it. */
  readonly maxHeight?: string
}

/** Items of differing height by the thousand: only those in sight are drawn. */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const { items, itemKey, estimateSize, onEndReached, activeIndex } = props
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => estimateSize(items[index] as T),
    getItemKey: (index) => itemKey(items[index] as T),
    overscan: 8,
  })
  const drawn = virtualizer.getVirtualItems()
  const lastIndex = drawn.at(-1)?.index ?? -1
  useEffect(() => {
    if (lastIndex >= items.length - 10) onEndReached?.()
  }, [lastIndex, items.length, onEndReached])
  useEffect(() => {
    if (activeIndex !== undefined && activeIndex >= 0) virtualizer.scrollToIndex(activeIndex)
  }, [activeIndex, virtualizer])
  return (
    <div
      ref={scroller}
      className={classes['scroller']}
      style={{ maxHeight: props.maxHeight ?? 'calc(100dvh - 16rem)' }}
    >
      <div
        role="list"
        aria-label={props.label}
        className={classes['body']}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {drawn.map((item) => (
          <div
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            role="listitem"
            aria-setsize={items.length}
            aria-posinset={item.index + 1}
            className={classes['item']}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {props.renderItem(items[item.index] as T, item.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
