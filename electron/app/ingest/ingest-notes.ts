/** What an update asks of the app besides what it wrote. */
export interface IngestNotes {
  /** Groups whose rules have to be judged again. */
  readonly groups: Set<string>
  /** Something is known by id only: a look at Graph fills in the rest. */
  needsSync: boolean
}
