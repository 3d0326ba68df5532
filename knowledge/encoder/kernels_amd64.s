#include "textflag.h"

// The rows' sums stay in registers, two of eight outputs a row; a step loads 16 weights and multiplies them by one number of
// every row. Y12 and Y13 hold the weights, Y14 the number.

#define ROW(address, sum0, sum1) \
	VBROADCASTSS address, Y14    \
	VFMADD231PS  Y12, Y14, sum0  \
	VFMADD231PS  Y13, Y14, sum1

#define LOAD(address0, address1, sum0, sum1) \
	VMOVUPS address0, sum0 \
	VMOVUPS address1, sum1

#define STORE(sum0, sum1, address0, address1) \
	VMOVUPS sum0, address0 \
	VMOVUPS sum1, address1

// BEGIN fetches a product's fields: DI, SI, DX are y, x, w; R8, R9, R10 their strides in bytes; CX the depth; R11 and R12 are
// three and five times x's stride, AX and BX three and five times y's.
#define BEGIN \
	MOVQ p+0(FP), BX       \
	MOVQ 0(BX), DI         \
	MOVQ 24(BX), R8        \
	MOVQ 32(BX), SI        \
	MOVQ 56(BX), R9        \
	MOVQ 64(BX), DX        \
	MOVQ 88(BX), R10       \
	MOVQ 104(BX), CX       \
	SHLQ $2, R8            \
	SHLQ $2, R9            \
	SHLQ $2, R10           \
	LEAQ (R9)(R9*2), R11   \
	LEAQ (R9)(R9*4), R12   \
	LEAQ (R8)(R8*2), AX    \
	LEAQ (R8)(R8*4), BX

#define WEIGHTS \
	VMOVUPS (DX), Y12   \
	VMOVUPS 32(DX), Y13 \
	ADDQ    R10, DX

// func tile6(p *product)
TEXT ·tile6(SB), NOSPLIT, $0-8
	BEGIN
	LOAD((DI), 32(DI), Y0, Y1)
	LOAD((DI)(R8*1), 32(DI)(R8*1), Y2, Y3)
	LOAD((DI)(R8*2), 32(DI)(R8*2), Y4, Y5)
	LOAD((DI)(AX*1), 32(DI)(AX*1), Y6, Y7)
	LOAD((DI)(R8*4), 32(DI)(R8*4), Y8, Y9)
	LOAD((DI)(BX*1), 32(DI)(BX*1), Y10, Y11)

step6:
	WEIGHTS
	ROW((SI), Y0, Y1)
	ROW((SI)(R9*1), Y2, Y3)
	ROW((SI)(R9*2), Y4, Y5)
	ROW((SI)(R11*1), Y6, Y7)
	ROW((SI)(R9*4), Y8, Y9)
	ROW((SI)(R12*1), Y10, Y11)
	ADDQ $4, SI
	DECQ CX
	JNZ  step6

	STORE(Y0, Y1, (DI), 32(DI))
	STORE(Y2, Y3, (DI)(R8*1), 32(DI)(R8*1))
	STORE(Y4, Y5, (DI)(R8*2), 32(DI)(R8*2))
	STORE(Y6, Y7, (DI)(AX*1), 32(DI)(AX*1))
	STORE(Y8, Y9, (DI)(R8*4), 32(DI)(R8*4))
	STORE(Y10, Y11, (DI)(BX*1), 32(DI)(BX*1))
	VZEROUPPER
	RET

// func tile4(p *product)
TEXT ·tile4(SB), NOSPLIT, $0-8
	BEGIN
	LOAD((DI), 32(DI), Y0, Y1)
	LOAD((DI)(R8*1), 32(DI)(R8*1), Y2, Y3)
	LOAD((DI)(R8*2), 32(DI)(R8*2), Y4, Y5)
	LOAD((DI)(AX*1), 32(DI)(AX*1), Y6, Y7)

step4:
	WEIGHTS
	ROW((SI), Y0, Y1)
	ROW((SI)(R9*1), Y2, Y3)
	ROW((SI)(R9*2), Y4, Y5)
	ROW((SI)(R11*1), Y6, Y7)
	ADDQ $4, SI
	DECQ CX
	JNZ  step4

	STORE(Y0, Y1, (DI), 32(DI))
	STORE(Y2, Y3, (DI)(R8*1), 32(DI)(R8*1))
	STORE(Y4, Y5, (DI)(R8*2), 32(DI)(R8*2))
	STORE(Y6, Y7, (DI)(AX*1), 32(DI)(AX*1))
	VZEROUPPER
	RET

// Every constant fills a register.
#define CONSTANT(name, bits) \
	DATA  name<>+0(SB)/4, bits \
	GLOBL name<>(SB), RODATA|NOPTR, $4

CONSTANT(nibble, $15)
CONSTANT(minus8, $-8.0)
CONSTANT(sign, $0x7fffffff)
CONSTANT(minusHalf, $-0.5)
CONSTANT(lowest, $-87.0)
CONSTANT(log2e, $1.4426950408889634)
CONSTANT(ln2high, $0.693359375)
CONSTANT(ln2low, $-2.12194440e-4)
CONSTANT(one, $1.0)
CONSTANT(e2, $0.5)
CONSTANT(e3, $1.6666665459e-1)
CONSTANT(e4, $4.1665795894e-2)
CONSTANT(e5, $8.3334519073e-3)
CONSTANT(e6, $1.3981999507e-3)
CONSTANT(e7, $1.9875691500e-4)
CONSTANT(tail, $0.231641888)
CONSTANT(q1, $0.127414796)
CONSTANT(q2, $-0.142248368)
CONSTANT(q3, $0.7107068705)
CONSTANT(q4, $-0.7265760135)
CONSTANT(q5, $0.5307027145)

// func unpackAVX2(dst *float32, nibbles *byte, scales *float32, blocks int)
//
// A weight is nibble*scale - 8*scale: Y0 and Y1 hold the 16 scales, Y2 and Y3 minus eight times them.
TEXT ·unpackAVX2(SB), NOSPLIT, $0-32
	MOVQ         dst+0(FP), DI
	MOVQ         nibbles+8(FP), SI
	MOVQ         scales+16(FP), DX
	MOVQ         blocks+24(FP), CX
	VBROADCASTSS nibble<>(SB), Y4
	VBROADCASTSS minus8<>(SB), Y5

blocks:
	VMOVUPS (DX), Y0
	VMOVUPS 32(DX), Y1
	VMULPS  Y5, Y0, Y2
	VMULPS  Y5, Y1, Y3
	ADDQ    $64, DX
	MOVQ    $16, BX

pair:
	VPMOVZXBD   (SI), Y6
	VPMOVZXBD   8(SI), Y7
	VPAND       Y4, Y6, Y8
	VPAND       Y4, Y7, Y9
	VPSRLD      $4, Y6, Y6
	VPSRLD      $4, Y7, Y7
	VCVTDQ2PS   Y8, Y8
	VCVTDQ2PS   Y9, Y9
	VCVTDQ2PS   Y6, Y6
	VCVTDQ2PS   Y7, Y7
	VFMADD213PS Y2, Y0, Y8
	VFMADD213PS Y3, Y1, Y9
	VFMADD213PS Y2, Y0, Y6
	VFMADD213PS Y3, Y1, Y7
	VMOVUPS     Y8, (DI)
	VMOVUPS     Y9, 32(DI)
	VMOVUPS     Y6, 64(DI)
	VMOVUPS     Y7, 96(DI)
	ADDQ        $16, SI
	ADDQ        $128, DI
	DECQ        BX
	JNZ         pair
	DECQ        CX
	JNZ         blocks
	VZEROUPPER
	RET

// func geluAVX2(x *float32, n int)
//
// x·Φ(x) = max(x, 0) - |x|·Q(|x|), where Q is the upper tail of the normal distribution: with t = 1/(1+tail·|x|),
// Q = (q1 t + ... + q5 t^5)·exp(-x²/2), Abramowitz and Stegun 7.1.26, to within 1e-7. exp(v) = 2^n·exp(v - n·ln 2), the second
// by Cephes' polynomial.
TEXT ·geluAVX2(SB), NOSPLIT, $0-16
	MOVQ         x+0(FP), DI
	MOVQ         n+8(FP), CX
	VBROADCASTSS sign<>(SB), Y15
	VBROADCASTSS one<>(SB), Y14
	VBROADCASTSS log2e<>(SB), Y13
	VBROADCASTSS tail<>(SB), Y12
	VBROADCASTSS lowest<>(SB), Y11
	VXORPS       Y10, Y10, Y10

eight:
	VMOVUPS (DI), Y0
	VANDPS  Y15, Y0, Y1 // |x|

	VBROADCASTSS minusHalf<>(SB), Y2
	VMULPS       Y0, Y2, Y2
	VMULPS       Y0, Y2, Y2
	VMAXPS       Y11, Y2, Y2  // v = -x²/2, no lower than exp can go
	VMULPS       Y13, Y2, Y3
	VROUNDPS     $0, Y3, Y3   // n
	VBROADCASTSS ln2high<>(SB), Y4
	VFNMADD231PS Y4, Y3, Y2
	VBROADCASTSS ln2low<>(SB), Y4
	VFNMADD231PS Y4, Y3, Y2   // v - n·ln 2
	VBROADCASTSS e7<>(SB), Y5
	VBROADCASTSS e6<>(SB), Y4
	VFMADD213PS  Y4, Y2, Y5
	VBROADCASTSS e5<>(SB), Y4
	VFMADD213PS  Y4, Y2, Y5
	VBROADCASTSS e4<>(SB), Y4
	VFMADD213PS  Y4, Y2, Y5
	VBROADCASTSS e3<>(SB), Y4
	VFMADD213PS  Y4, Y2, Y5
	VBROADCASTSS e2<>(SB), Y4
	VFMADD213PS  Y4, Y2, Y5
	VFMADD213PS  Y14, Y2, Y5
	VFMADD213PS  Y14, Y2, Y5  // exp of the remainder
	VCVTPS2DQ    Y3, Y3
	VPSLLD       $23, Y3, Y3
	VPADDD       Y3, Y5, Y5   // exp(v)

	VMOVAPS      Y1, Y6
	VFMADD213PS  Y14, Y12, Y6
	VDIVPS       Y6, Y14, Y6  // t
	VBROADCASTSS q5<>(SB), Y7
	VBROADCASTSS q4<>(SB), Y4
	VFMADD213PS  Y4, Y6, Y7
	VBROADCASTSS q3<>(SB), Y4
	VFMADD213PS  Y4, Y6, Y7
	VBROADCASTSS q2<>(SB), Y4
	VFMADD213PS  Y4, Y6, Y7
	VBROADCASTSS q1<>(SB), Y4
	VFMADD213PS  Y4, Y6, Y7
	VMULPS       Y6, Y7, Y7
	VMULPS       Y5, Y7, Y7   // Q(|x|)

	VMAXPS       Y10, Y0, Y0
	VFNMADD231PS Y1, Y7, Y0
	VMOVUPS      Y0, (DI)
	ADDQ         $32, DI
	SUBQ         $8, CX
	JNZ          eight
	VZEROUPPER
	RET
