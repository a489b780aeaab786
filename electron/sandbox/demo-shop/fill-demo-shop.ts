import type { Kernel } from '../kernel.ts'
import { fillSmallShop } from '../small-shop.ts'

export function fillDemoShop(kernel: Kernel): void {
  fillSmallShop(kernel)
}
