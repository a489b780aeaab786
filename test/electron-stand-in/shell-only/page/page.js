window.ownScriptRan = true
window.events = []
window.stopListening = window.groupkeeper.on((event) => window.events.push(event))
