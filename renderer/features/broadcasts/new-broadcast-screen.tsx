import { BroadcastEditor } from './broadcast-editor.tsx'

/** A broadcast that is not saved yet; `?segmentId=` presets whom it is for. */
export function NewBroadcastScreen() {
  return <BroadcastEditor broadcast={null} />
}
