import { useTranslation } from 'react-i18next'
import classes from './sign-up.module.css'

interface QrImageProps {
  readonly svg: string
  readonly name: string
  /** Edge in px. */
  readonly size: number
}

/** A QR code on white, whatever the screen's colours: a camera has to read it. */
export function QrImage({ svg, name, size }: QrImageProps) {
  const { t } = useTranslation()
  return (
    <img
      className={classes['qr']}
      width={size}
      height={size}
      alt={t('signUp.qr', { name })}
      src={`data:image/svg+xml,${encodeURIComponent(svg)}`}
    />
  )
}
