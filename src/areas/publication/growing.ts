/** Lists of whole numbers that grow while a segment is filled, without a JavaScript object for each number. */
export class Growing32 {
  #numbers = new Int32Array(1024)
  length = 0

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Int32Array(this.length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.length++] = number
  }

  signed(): Int32Array {
    return this.#numbers.slice(0, this.length)
  }

  unsigned(): Uint32Array {
    return new Uint32Array(this.signed().buffer)
  }
}

export class Growing16 {
  #numbers = new Uint16Array(1024)
  length = 0

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const larger = new Uint16Array(this.length * 2)
      larger.set(this.#numbers)
      this.#numbers = larger
    }
    this.#numbers[this.length++] = number
  }

  unsigned(): Uint16Array {
    return this.#numbers.slice(0, this.length)
  }
}
