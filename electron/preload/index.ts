import { contextBridge, ipcRenderer } from 'electron'
import { bridgeName } from '../../shared/ipc/bridge.ts'
import { callChannel, eventChannel } from './channels.ts'

// All that a page gets: one door in, one stream out. Nothing of Electron passes through, not even
// the event object, which carries the sender.
contextBridge.exposeInMainWorld(bridgeName, {
  call: (name: unknown, input: unknown) => ipcRenderer.invoke(callChannel, name, input),
  on(listener: (event: unknown) => void) {
    const forward = (_: unknown, event: unknown) => listener(event)
    ipcRenderer.on(eventChannel, forward)
    return () => {
      ipcRenderer.removeListener(eventChannel, forward)
    }
  },
})
