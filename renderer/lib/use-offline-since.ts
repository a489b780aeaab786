import { useEffect, useState } from 'react'

/** Unix ms since when the computer has had no network, or null while it has one. */
export function useOfflineSince(): number | null {
  const [since, setSince] = useState<number | null>(() => (navigator.onLine ? null : Date.now()))
  useEffect(() => {
    const goOffline = () => setSince(Date.now())
    const goOnline = () => setSince(null)
    window.addEventListener('offline', goOffline)
    window.addEventListener('online', goOnline)
    return () => {
      window.removeEventListener('offline', goOffline)
      window.removeEventListener('online', goOnline)
    }
  }, [])
  return since
}
