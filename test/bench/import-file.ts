import { closeSync, openSync, writeSync } from 'node:fs'

const given =
  'Ada Ben Chloe Dan Emma Finn Grace Henry Iris Jack Kate Leo Mia Noah Olive Paul Quinn Rosa Sam Tess Uma Vera Will Xena Yara Zoe Anton Berta Carl Dora'.split(
    ' ',
  )
const family =
  'Arbor Birch Cedar Dale Elm Fern Grove Heath Ivy Juniper Knoll Linden Maple Nettle Oakley Pine Quince Rowan Sage Thorne Upland Vale Willow Yarrow Alder Briar Clover Dogwood Fielding Garden'.split(
    ' ',
  )
const hanFamily = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗']
const hanGiven = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰婷雪']
const cities = [
  'Portland',
  'Austin',
  'Boston',
  'Denver',
  '上海',
  '北京',
  '广州',
  'Berlin',
  'Madrid',
  'Singapore',
]

/** A small generator of numbers, the same for the same seed. */
export function sequence(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 0x1_0000_0000
  }
}

export const benchHeading =
  'Customer ID,Name,Phone,Email,City,Birthday,Tags,Opt-in,Opt-in date,Notes'

/**
 * One made-up row: 5 % of the numbers as they are written at home, 1 % of the rows bad, 2 % there twice.
 * Names and places are invented; no number was given to anybody on purpose.
 */
export function benchRow(index: number, random: () => number, earlier: () => number): string {
  const chance = random()
  const isDouble = chance < 0.02 && index > 100
  const who = isDouble ? earlier() : index
  const isHan = who % 3 === 0
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const name = isHan
    ? pick(hanFamily) + pick(hanGiven) + pick(hanGiven)
    : `${pick(given)} ${pick(family)}`
  const isBad = chance >= 0.02 && chance < 0.03
  const isNational = chance >= 0.03 && chance < 0.08
  const number = isBad ? '12345' : numberOf(who, isHan && !isNational, isNational)
  const day = String(1 + (who % 28)).padStart(2, '0')
  const email = isHan ? '' : `${name.toLowerCase().replace(' ', '.')}${String(who)}@example.com`
  return [
    `C${String(who).padStart(7, '0')}`,
    name,
    number,
    email,
    pick(cities),
    `19${String(60 + (who % 40))}-0${String(1 + (who % 9))}-${day}`,
    who % 10 === 0 ? 'vip' : '',
    who % 5 === 0 ? 'no' : 'yes',
    `2026-0${String(1 + (who % 9))}-${day}`,
    who % 20 === 0 ? 'Likes peonies' : '',
  ].join(',')
}

/** Numbers scattered over their country, each of one customer only. */
function numberOf(who: number, isHan: boolean, isNational: boolean): string {
  if (isHan) return `+861${['38', '39', '58', '86'][who % 4]!}${scattered(who, 8)}`
  const line = scattered(who, 7)
  const area = ['202', '303', '415', '503', '617'][who % 5]!
  const rest = `${String(2 + (Number(line[0]) % 8))}${line.slice(1)}`
  if (isNational) return `(${area}) ${rest.slice(0, 3)}-${rest.slice(3)}`
  return `+1${area}${rest}`
}

function scattered(who: number, digits: number): string {
  const size = 10 ** digits
  return String((who * 7_368_787 + 12_345) % size).padStart(digits, '0')
}

/** Writes the file of the bench. */
export function writeBenchFile(path: string, rows: number): void {
  const file = openSync(path, 'w')
  const random = sequence(42)
  let lines = [benchHeading]
  for (let index = 0; index < rows; index += 1) {
    lines.push(benchRow(index, random, () => Math.floor(random() * index)))
    if (lines.length < 10_000) continue
    writeSync(file, `${lines.join('\n')}\n`)
    lines = []
  }
  writeSync(file, `${lines.join('\n')}\n`)
  closeSync(file)
}
