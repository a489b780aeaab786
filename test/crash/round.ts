import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectionOf, createSandbox, type Sandbox } from '../../electron/sandbox/create-sandbox.ts'
import { checkRound, findDoubles, type Verdict } from './check-round.ts'
import { chooseMoment } from './kill-moment.ts'
import { live } from './life.ts'
import type { ChildOptions, OpenQuestion, ToChild } from './protocol.ts'
import type { Random } from './random.ts'
import { crashFaults, fillCrashShop, type CrashShop } from './shop.ts'

export interface RoundOptions {
  readonly seed: string
  readonly random: Random
  /** Kills in this round at most; it ends earlier when the job is done before they are used up. */
  readonly maxKills: number
  readonly groupCount: number
}

export interface RoundResult extends Verdict {
  readonly kills: number
  readonly starts: number
  /** How often each stage was cut off. */
  readonly killedIn: Readonly<Record<string, number>>
  readonly resolvedByOwner: number
  /** Median milliseconds from the start of a process to its open app. */
  readonly openMs: number
}

const passphrase = 'crash shop passphrase'
const graceMs = 800
/** From the start of a process to its open app where nothing else keeps the machine busy. */
const usualOpenMs = 1_500
/** How often a job that was killed in its last look is killed once more: little is on its way there. */
const secondEndShare = 0.2

/** One shop from the connection to the last message, with its app killed over and over. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const sandbox = await createSandbox({
    shop: 'empty',
    seed: options.seed,
    limits: 'lifted',
    operationDelayMs: 40,
    webhookRetryMs: 100,
    webhookRetryMaxMs: 500,
    faults: crashFaults,
  })
  const dataDir = mkdtempSync(join(tmpdir(), 'groupkeeper-crash-'))
  try {
    return await runLives(options, sandbox, dataDir)
  } finally {
    await sandbox.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function runLives(
  options: RoundOptions,
  sandbox: Sandbox,
  dataDir: string,
): Promise<RoundResult> {
  const { random } = options
  const shop = fillCrashShop(sandbox, options.groupCount)
  const child: ChildOptions = {
    dataDir,
    passphrase,
    connection: connectionOf(sandbox),
    graceMs,
    findings: shop.findings,
  }
  const killedIn: Record<string, number> = {}
  const opened: number[] = []
  let kills = 0
  let starts = 0
  let isNearEnd = false
  let resolvedByOwner = 0
  const answer = async (questions: readonly OpenQuestion[]) => {
    const answers = await askPhone(sandbox, shop, questions)
    resolvedByOwner += answers.answers.length
    return answers
  }
  for (;;) {
    const startMs = opened.length === 0 ? usualOpenMs : middle(opened)
    const mayKill = !isNearEnd || random.next() < secondEndShare
    const kill = mayKill && kills < options.maxKills ? chooseMoment(random, startMs) : null
    const life = await live({ child, kill, answer })
    starts += 1
    if (life.openedAfterMs !== null) opened.push(life.openedAfterMs)
    if (life.end === 'killed') {
      kills += 1
      killedIn[life.stage] = (killedIn[life.stage] ?? 0) + 1
      isNearEnd = life.stage === 'final look'
      continue
    }
    const counted = { kills, starts, killedIn, resolvedByOwner, openMs: middle(opened) }
    if (life.state) return { ...counted, ...checkRound(sandbox, shop, life.state) }
    const differences = [`the job failed in stage "${life.stage}": ${life.reason.trim()}`]
    return { ...counted, doubles: findDoubles(sandbox, shop), differences }
  }
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}

/**
 * The owner looks at the phone, once everything that is on its way has arrived, and says what is
 * there. Nothing is guessed: what was not accepted by then never will be.
 */
async function askPhone(
  sandbox: Sandbox,
  shop: CrashShop,
  questions: readonly OpenQuestion[],
): Promise<ToChild> {
  await sandbox.drain(2_000)
  const sent = new Set([...sandbox.state.sent.values()].map((message) => message.callbackData))
  const relinked = new Set(
    shop.groups
      .filter((group) => sandbox.state.groups.get(group.remoteId)?.inviteLink !== group.oldLink)
      .map((group) => group.subject),
  )
  return {
    type: 'answers',
    answers: questions.map(({ jobId, kind, callbackData }) => ({
      jobId,
      happened: (kind === 'invite_link.reset' ? relinked : sent).has(callbackData),
    })),
  }
}
