import { useEffect, useState } from 'react'

/** The time, told anew every `everyMs`, for texts like "3 minutes ago". Unix ms. */
export function useNow(everyMs = 30_000): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
